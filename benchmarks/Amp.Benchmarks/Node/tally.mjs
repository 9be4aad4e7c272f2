// What a pass over a corpus finds. The same as Reading/Tally.cs counts, in the same units.
export class Tally {
  messages = 0;
  blocks = 0;
  characters = 0;

  count(message) {
    this.messages++;
    if (message.type === 'result') {
      this.characters += (message.result ?? '').length + (message.error ?? '').length;
      return;
    }

    for (const block of message.message?.content ?? []) {
      this.blocks++;
      this.characters += (block.text ?? block.thinking ?? (typeof block.content === 'string' ? block.content : '')).length;
    }
  }
}
