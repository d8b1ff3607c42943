import { nextPortion, type PortionStart } from '../../migration/portions';
import { scriptOf } from '../support/builders';

const texts = ['a', 'b', 'c', 'd'];

describe('nextPortion', () => {
  it('is the whole script when no statement runs alone', () => {
    expect(portionOf([])).toEqual({ applied: 0, from: 0, to: 4, then: 'end' });
  });

  it('goes up to a statement in the middle that runs alone', () => {
    expect(portionOf([3])).toEqual({ applied: 0, from: 0, to: 2, then: 'alone' });
  });

  it('is empty before a first statement that runs alone', () => {
    expect(portionOf([1])).toEqual({ applied: 0, from: 0, to: 0, then: 'alone' });
  });

  it('stops before a last statement that runs alone', () => {
    expect(portionOf([4])).toEqual({ applied: 0, from: 0, to: 3, then: 'alone' });
  });

  it('begins behind a statement that ran alone', () => {
    expect(portionOf([3], { applied: 2, settled: {} })).toEqual({
      applied: 2,
      settled: {},
      from: 3,
      to: 4,
      then: 'end',
    });
  });

  it('is empty behind a last statement that ran alone', () => {
    expect(portionOf([4], { applied: 3, settled: {} })).toEqual({
      applied: 3,
      settled: {},
      from: 4,
      to: 4,
      then: 'end',
    });
  });

  it('is empty between two statements that run alone', () => {
    expect(portionOf([2, 3], { applied: 1, settled: {} })).toEqual({
      applied: 1,
      settled: {},
      from: 2,
      to: 2,
      then: 'alone',
    });
  });

  it('goes on at the applied statements', () => {
    expect(portionOf([2], { applied: 2 })).toEqual({ applied: 2, from: 2, to: 4, then: 'end' });
  });

  it('stops at once when the statement that is next runs alone', () => {
    expect(portionOf([3], { applied: 2 })).toEqual({ applied: 2, from: 2, to: 2, then: 'alone' });
  });

  it('carries the failure of the statement that ran alone', () => {
    const settled = { failure: { message: 'no' } };

    expect(portionOf([2], { applied: 1, settled })).toMatchObject({ settled });
  });

  it('leaves the session to the portion behind a statement that runs alone', () => {
    expect(sessionOf({ inOneSession: true })).toEqual([true, false]);
  });

  it('leaves nothing in the session at the end of the script', () => {
    const end = { applied: 2, settled: {}, inOneSession: true, continuesSession: true };

    expect(sessionOf(end)).toEqual([false, true]);
  });

  it('leaves nothing in the session when the script does not need it', () => {
    expect(sessionOf({ inOneSession: false })).toEqual([false, false]);
  });
});

function portionOf(alone: readonly number[], start: Partial<PortionStart> = {}): object {
  const { migration } = scriptOf('V1__a.sql', texts, { alone });
  const { applied, settled, from, to, then } = nextPortion({ ...beginning, migration, ...start });
  return { applied, ...(settled !== undefined && { settled }), from, to, then };
}

function sessionOf(start: Partial<PortionStart>): readonly boolean[] {
  const { migration } = scriptOf('V1__a.sql', texts, { alone: [3], sharesSession: true });
  const { keepsSession, continuesSession } = nextPortion({ ...beginning, migration, ...start });
  return [keepsSession, continuesSession];
}

const beginning = { texts, applied: 0, inOneSession: false, continuesSession: false };
