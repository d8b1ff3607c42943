import type { TypeExamples } from '../types';

export const postgresqlTypes: TypeExamples = {
  refused: ['int[][]', '"char"', 'interval', 'xml', 'regtype', 'money', 'point', 'infinite date'],
  examples: {
    text: "cast('a' as text)",
    bigint: 'cast(1 as bigint)',
    numeric: 'cast(1.5 as numeric)',
    boolean: 'true',
    timestamptz: "cast('2026-01-02 03:04:05+00' as timestamptz)",
    uuid: "cast('00000000-0000-0000-0000-000000000000' as uuid)",
    jsonb: `cast('{"a": 1}' as jsonb)`,
    bytea: "cast('a' as bytea)",
    'int[]': 'array[1, 2]',
    'int[][]': 'array[array[1], array[2]]',
    '"char"': `cast('a' as "char")`,
    interval: "cast('1 day' as interval)",
    xml: "cast('<a/>' as xml)",
    regtype: "cast('integer' as regtype)",
    money: 'cast(1 as money)',
    point: 'point(1, 2)',
    'infinite date': "cast('infinity' as date)",
  },
};
