import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// Which folder may import which of our folders (docs/architecture.md).
const imports = {
  migration: [],
  authoring: ['migration'],
  engines: ['migration'],
  'data-api': ['migration'],
  handler: ['migration', 'engines', 'data-api'],
  stacks: ['authoring', 'migration', 'handler/environment'],
  local: [],
  emulator: ['local', 'stacks/settings'],
  cli: ['migration', 'authoring', 'engines', 'data-api', 'handler', 'local'],
};
const folders = Object.keys(imports);
const others = ['main', '__tests__', 'schema', 'examples', 'checks', 'bench'];

// The same source runs on cdktf and on its fork (checks/cdktn): they have the same names, but not
// the same files, and a construct of the one is no instance of a class of the other.
const libraryPatterns = [
  { regex: '^cdktf/', message: 'cdktf and its fork differ inside: import from cdktf itself.' },
  { regex: '^@?cdktn(/|$)', message: 'Import from cdktf: the fork comes under that name too.' },
];
const librarySyntax = [
  {
    selector: "BinaryExpression[operator='instanceof']:not([right.name=/Error$/])",
    message: 'A construct may be of another copy of the library: use X.isX().',
  },
];

function boundaries(folder) {
  const allowed = [folder, ...imports[folder]];
  const open = allowed.join('|');
  const patterns = [
    {
      // Any climb out of the folder into one of ours that the table does not list.
      regex: `^(\\.\\./)+(?!(?:${open})(?:/|$))(?:${[...folders, ...others].join('|')})(?:/|$)`,
      message: `${folder}/ may import only: ${imports[folder].join(', ') || 'nothing of ours'} (docs/architecture.md).`,
    },
  ];
  if (folder === 'migration') {
    patterns.push({
      regex:
        '^(@aws-sdk|@aws-lambda-powertools|@smithy|(node:)?(fs|net|http|child_process|os|path)(/|$))',
      message: 'migration/ is the pure core: no AWS, no file system, no network.',
    });
  }
  if (folder === 'stacks') patterns.push(...libraryPatterns);
  return {
    files: [`${folder}/**/*.ts`],
    rules: restrictions(patterns, folder === 'stacks' ? librarySyntax : []),
  };
}

function restrictions(patterns, syntax) {
  return {
    'no-restricted-imports': ['error', { patterns }],
    // The same for what is loaded when it is needed.
    'no-restricted-syntax': [
      'error',
      ...syntax,
      ...patterns.map(({ regex, message }) => ({
        selector: `ImportExpression > Literal[value=/${new RegExp(regex).source}/]`,
        message,
      })),
    ],
  };
}

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      '.gen',
      '**/cdktf.out',
      '.aurora-migrate',
      '.emulator',
      '.checks',
      'coverage',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Columns count code points, and a spread string is just those.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
    },
  },
  ...folders.map(boundaries),
  {
    files: ['main.ts', 'examples/**/*.ts', 'bench/**/*.ts'],
    rules: restrictions(libraryPatterns, librarySyntax),
  },
  {
    files: folders
      .filter((folder) => !['cli', 'emulator'].includes(folder))
      .map((folder) => `${folder}/**/*.ts`),
    ignores: ['handler/main.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Only cli/ and the entries touch the process.' },
      ],
    },
  },
  {
    files: ['__tests__/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: globals.node } },
  { files: ['**/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
