/** The source of most questions: the same for all sides. */
export function* numbers(count: number): Generator<number> {
  for (let n = 0; n < count; n++) yield n;
}
