import { formatReports, reportOf, type SynthMeasured } from '../../bench/synth-report';

/** Three runs, of which one was disturbed. */
function measured(scripts: number, seconds: number): SynthMeasured {
  const run = { wallMs: seconds * 1000, cpuMs: seconds * 900, peakMemoryBytes: 104_857_600 };
  return {
    scripts,
    runs: [run, { ...run, wallMs: 99_000 }, run],
    sizes: {
      configuration: 1024 + scripts * 512,
      layer: scripts * 2048,
      layerZipped: scripts * 1024,
      bundle: 2048,
      bundleZipped: 1024,
      resources: 19,
    },
  };
}

describe('formatReports', () => {
  it('shows medians, and how they grow', () => {
    const report = reportOf('aurora-mysql', [
      measured(1, 1),
      measured(1001, 1.2),
      measured(10_001, 4.6),
    ]);

    expect(formatReports({ node: 'v20.19.0', cores: 2, runs: 3 }, [report])).toBe(
      `\
aurora-mysql                        1       1,001     10,001  growth
wall time                      1.00 s      1.20 s     4.60 s    1.80
CPU time                       0.90 s      1.08 s     4.14 s    1.80
peak memory                 100.0 MiB   100.0 MiB  100.0 MiB
configuration                 1.5 KiB   501.5 KiB    4.9 MiB    1.00
layer                         2.0 KiB     2.0 MiB   19.5 MiB    1.00
layer, zipped                 1.0 KiB  1001.0 KiB    9.8 MiB    1.00
function                      2.0 KiB     2.0 KiB    2.0 KiB
function, zipped              1.0 KiB     1.0 KiB    1.0 KiB
resources and data sources         19          19         19
10,001 scripts take 3.60 s more than 1.

Medians of 3 runs on 2 cores with Node.js v20.19.0, each in a process and an
empty folder of its own. Growth: what a script of the last column costs, over what one of
the column before costs; 1 is linear.`,
    );
  });
});
