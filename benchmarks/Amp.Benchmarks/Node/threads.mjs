// Lists a folder of threads, or reads the one in it, with JSON.parse. Prints milliseconds, the rise of the peak of memory
// in MB, and what it counted: the same as Threads/ThreadsChild.cs.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [what, folder] = process.argv.slice(2);
const files = fs.readdirSync(folder).map((name) => path.join(folder, name));
const before = process.memoryUsage().rss;
const start = process.hrtime.bigint();
let count = 0;
for (const file of files) {
  const thread = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (what === 'list') {
    count += thread.messages.length + thread.title.length + fileURLToPath(thread.env.initial.trees[0].uri).length;
    continue;
  }

  for (const message of thread.messages) {
    const texts = [];
    for (const block of message.content) {
      if (block.run) count += block.run.result.output.length;
      else if (block.text !== undefined) texts.push(block.text);
    }

    count += 1 + texts.join('\n').length;
  }
}

const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
console.log(`${milliseconds} ${(process.resourceUsage().maxRSS * 1024 - before) / 1e6} ${count}`);
