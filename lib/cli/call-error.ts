/** The command was called wrongly: exit code 2. */
export class CallError extends Error {
  static {
    this.prototype.name = 'CallError';
  }
}
