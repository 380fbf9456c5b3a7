/** How many items a source has given, counted by the source: what the library says it read must be the same. */
export class Given {
  items = 0;
  /** The run has ended. What is given then is nobody's. */
  isOver = false;

  add(): void {
    if (!this.isOver) this.items++;
  }
}

/** The same items, counted. One is given when somebody looks whether there is one. */
export function counted<T>(items: Iterable<T>, given: Given): Iterable<T> {
  return {
    [Symbol.iterator]() {
      const inner = items[Symbol.iterator]();
      return {
        next: () => seen(inner.next(), given),
        return: () => inner.return?.() ?? { done: true, value: undefined },
      };
    },
  };
}

export function countedLater<T>(items: AsyncIterable<T>, given: Given): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const inner = items[Symbol.asyncIterator]();
      return {
        next: async () => seen(await inner.next(), given),
        return: async () => (await inner.return?.()) ?? { done: true, value: undefined },
      };
    },
  };
}

function seen<T>(result: IteratorResult<T>, given: Given): IteratorResult<T> {
  if (result.done) return result;
  return {
    get done(): false {
      given.add();
      return false;
    },
    value: result.value,
  };
}
