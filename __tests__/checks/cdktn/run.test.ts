import { run } from '../../../checks/cdktn/run';

const command = { folder: __dirname, environment: process.env, failure: 'it does not work' };

describe('run', () => {
  it('fails with all that the program has written', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3;';

    await expect(run(command, process.execPath, '-e', script)).rejects.toMatchObject({
      message: 'it does not work:\nout\nerr',
    });
  });

  it('fails when there is no such program', async () => {
    await expect(run(command, 'no-such-program')).rejects.toMatchObject({
      message: 'it does not work:\nError: spawn no-such-program ENOENT',
    });
  });
});
