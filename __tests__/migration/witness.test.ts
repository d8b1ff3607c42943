import { judge, type Verdict, type Witness } from '../../migration/witness';

const created: Witness = { kind: 'index', expects: 'there', name: ['i'], of: ['t'] };
const dropped: Witness = { kind: 'index', expects: 'gone', name: ['i'] };
const rebuilt: Witness = { kind: 'reindexed', expects: 'changed', name: ['t'] };
const unnamed: Witness = { kind: 'indexes', expects: 'more', name: [], of: ['t'] };
const repeatable: Witness = { kind: 'repeatable' };

describe('judge', () => {
  it.each<[string, Witness, string | undefined, string, Verdict]>([
    ['what is made is there', created, '-', '7', 'applied'],
    ['what is made is not there', created, '-', '-', 'not applied'],
    ['what is made is there by half', created, '-', '7 invalid', 'not applied'],
    ['something else has taken the name', created, '-', '7 foreign', 'not applied'],
    ['what is made was there before, and is', created, '7', '7', 'repeatable'],
    ['what is made was there before, and is another', created, '7', '8', 'unknown'],
    ['what is made was there before, and is gone', created, '7', '-', 'unknown'],
    ['nobody looked before', created, undefined, '7', 'unknown'],
    ['what is dropped is gone', dropped, '7', '-', 'applied'],
    ['what is dropped is there', dropped, '7', '7', 'not applied'],
    ['what is dropped is there by half', dropped, '7', '7 invalid', 'not applied'],
    ['another one stands in the place of what is dropped', dropped, '7', '8', 'applied'],
    ['what is dropped was not there', dropped, '-', '-', 'repeatable'],
    ['what is dropped was not there, and is', dropped, '-', '7', 'unknown'],
    ['all of it is new', rebuilt, '7 8', '9 10', 'applied'],
    ['some of it is new', rebuilt, '7 8', '9 8', 'repeatable'],
    ['none of it is new', rebuilt, '7 8', '7 8', 'repeatable'],
    ['what is changed was not there', rebuilt, '-', '-', 'repeatable'],
    ['what is changed was not there, and is', rebuilt, '-', '7', 'unknown'],
    ['there are not more than before', unnamed, '7 8', '7 8', 'not applied'],
    ['there are more than before', unnamed, '7 8', '7 8 9', 'unknown'],
    ['it may run twice', repeatable, undefined, '-', 'repeatable'],
  ])('when %s', (_, witness, before, now, verdict) => {
    expect(judge(witness, before, now)).toBe(verdict);
  });
});
