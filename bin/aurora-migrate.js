#!/usr/bin/env node
'use strict';

// `tsx` as a whole, not `tsx/cjs` alone: commands load their parts with `import()`, which goes
// through the hooks for ES modules even in CommonJS files.
import('tsx')
  .then(() => require('../cli/main.ts'))
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
