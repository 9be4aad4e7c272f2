// Times readline + JSON.parse, which is what the official TypeScript SDK does with the CLI's output.
// One path a line on standard input; for each, one pass over the file and one line of JSON on standard output.
// The file is read before the clock starts: like the .NET methods, readline is fed 64 KiB at a time from memory.
import fs from 'node:fs';
import { Readable } from 'node:stream';
import readline from 'node:readline';
import { Tally } from './tally.mjs';

const chunkBytes = 64 * 1024;
const files = new Map();

function fromMemory(bytes) {
  let position = 0;
  return new Readable({
    highWaterMark: chunkBytes,
    read() {
      this.push(position < bytes.length ? bytes.subarray(position, (position += chunkBytes)) : null);
    },
  });
}

async function pass(bytes) {
  const tally = new Tally();
  const start = process.hrtime.bigint();
  for await (const line of readline.createInterface({ input: fromMemory(bytes), crlfDelay: Infinity })) {
    if (line.trim()) tally.count(JSON.parse(line));
  }

  return { nanoseconds: Number(process.hrtime.bigint() - start), ...tally };
}

for await (const path of readline.createInterface({ input: process.stdin })) {
  if (!files.has(path)) files.set(path, fs.readFileSync(path));
  let answer;
  try {
    answer = await pass(files.get(path));
  } catch (error) {
    answer = { error: error.message.slice(0, 60) };
  }

  process.stdout.write(JSON.stringify(answer) + '\n');
}
