import { compareJson } from '../../../checks/cdktn/compare-json';

describe('compareJson', () => {
  it('takes no notice of the order of keys', () => {
    expect(compareJson({ a: 1, b: { c: null } }, { b: { c: null }, a: 1 })).toEqual([]);
  });

  it('names the place of a changed value', () => {
    const left = { resource: { aws_rds_cluster: { main: { engine_version: '16.8' } } } };
    const right = { resource: { aws_rds_cluster: { main: { engine_version: '17.4' } } } };

    expect(compareJson(left, right)).toEqual([
      { path: 'resource.aws_rds_cluster.main.engine_version', left: '"16.8"', right: '"17.4"' },
    ]);
  });

  it('names what only one side has', () => {
    expect(compareJson({ a: [1], b: 2 }, { a: [1, { c: 3 }] })).toEqual([
      { path: 'a.1', left: '(missing)', right: '{"c":3}' },
      { path: 'b', left: '2', right: '(missing)' },
    ]);
  });

  it('tells an empty list from an empty object', () => {
    expect(compareJson({ a: [] }, { a: {} })).toEqual([{ path: 'a', left: '[]', right: '{}' }]);
  });

  it('tells null from nothing', () => {
    expect(compareJson({ a: null }, {})).toEqual([{ path: 'a', left: 'null', right: '(missing)' }]);
  });

  it('tells a number from its text', () => {
    expect(compareJson({ a: 0 }, { a: '0' })).toEqual([{ path: 'a', left: '0', right: '"0"' }]);
  });
});
