// Starts the program given by its arguments, reads its lines with readline + JSON.parse, and prints how many nanoseconds
// passed from the timestamp in each line's text (CLOCK_MONOTONIC, taken just before it was written) to its message.
import { spawn } from 'node:child_process';
import readline from 'node:readline';

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
const nanoseconds = [];
for await (const line of readline.createInterface({ input: child.stdout, crlfDelay: Infinity })) {
  const message = JSON.parse(line);
  nanoseconds.push(Number(process.hrtime.bigint() - BigInt(message.message.content[0].text.slice(0, 20))));
}

console.log(JSON.stringify(nanoseconds));
