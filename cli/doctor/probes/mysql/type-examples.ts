import type { TypeExamples } from '../types';

// Nobody has written down which ones.
export const mysqlTypes: TypeExamples = {
  refused: [],
  examples: {
    text: "'a'",
    bigint: 'cast(1 as signed)',
    'bigint unsigned': 'cast(18446744073709551615 as unsigned)',
    decimal: 'cast(1.5 as decimal(3,1))',
    datetime: "cast('2026-01-02 03:04:05' as datetime)",
    time: "cast('03:04:05' as time)",
    json: "json_array(1, 'a')",
    binary: "cast('a' as binary)",
    bit: "b'101'",
    geometry: 'point(1, 2)',
  },
};
