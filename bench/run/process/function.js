// A process that calls the function's bundle once, as Lambda does, and tells when it came how far.
// Plain JavaScript, so that nothing but Node.js and the bundle is loaded.
// Arguments: the bundle, a file with the event. Writes its report to descriptor 3.
const now = () => performance.timeOrigin + performance.now();
const began = now();
const http = require('node:http');
const fs = require('node:fs/promises');
const { readFileSync, writeFileSync } = require('node:fs');

const marks = { began };
function mark(name) {
  marks[name] ??= now();
}

const { readFile } = fs;
fs.readFile = async (...parameters) => {
  mark('manifestAsked');
  const content = await readFile(...parameters);
  mark('manifestRead');
  return content;
};

// The SDK's client looks at it when it is made.
const { version } = process;
Object.defineProperty(process, 'version', {
  get() {
    if (marks.manifestRead !== undefined) mark('clientBegun');
    return version;
  },
});

const { request } = http;
http.request = (...parameters) => {
  mark('called');
  const call = request(...parameters);
  call.once('response', () => mark('answered'));
  return call;
};

let heapBytes = 0;
const look = setInterval(() => {
  heapBytes = Math.max(heapBytes, process.memoryUsage().heapUsed);
}, 20);

const { main } = require(process.argv[2]);
mark('loaded');
const event = JSON.parse(readFileSync(process.argv[3], 'utf8'));
mark('invoked');

main(event, { getRemainingTimeInMillis: () => 900_000 })
  .then(
    (result) => ({ result }),
    (error) => ({ error: String(error) }),
  )
  .then((ended) => {
    clearInterval(look);
    mark('ended');
    const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
    writeFileSync(3, JSON.stringify({ ...ended, marks, heapBytes, peakMemoryBytes }));
  });
