const Sequencer = require('@jest/test-sequencer').default;

// Most of their time they wait for a server, so they begin first, beside all others. Jest itself would go
// by the size of the files where it has not seen a run.
const longest = [
  'e2e/deployment/',
  'e2e/mysql-contract.test',
  'contract/postgresql.test',
  'docs/readme.test',
  'cli/data-folder.test',
  'cli/doctor/postgresql.test',
  'contract/pglite.test',
];

const rankOf = ({ path }) => {
  const rank = longest.findIndex((part) => path.includes(part));
  return rank === -1 ? longest.length : rank;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rankOf(one) - rankOf(other));
  }
};
