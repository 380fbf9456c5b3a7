/** Compares what was with what was expected: throws when they differ. */
export type Assert = (actual: unknown, expected: unknown) => void;

/** What RxJS notes down of a notification. */
interface Message {
  readonly frame: number;
  readonly notification: { readonly kind: 'N' | 'E' | 'C'; readonly error?: unknown };
}

/** What marbles expect. What they are compared with comes while time passes, and is compared in the end. */
export class Expectations {
  readonly #pairs: (readonly [actual: readonly unknown[], expected: readonly unknown[]])[] = [];

  add(actual: readonly unknown[], expected: readonly unknown[]): void {
    this.#pairs.push([actual, expected]);
  }

  /** Whether an output that is looked at has told of an error. */
  get tellOfError(): boolean {
    return this.#pairs.some(([actual]) => actual.some(isError));
  }

  check(assert: Assert): void {
    for (const [actual, expected] of this.#pairs) {
      assert(
        actual.map((one, i) => asExpected(one, expected[i])),
        expected,
      );
    }
  }
}

function isError(noted: unknown): noted is Message {
  return (noted as Partial<Message> | undefined)?.notification?.kind === 'E';
}

/** An error is expected by some of its fields: of the one that came, the same are compared. */
function asExpected(actual: unknown, expected: unknown): unknown {
  if (!isError(actual) || !isError(expected)) return actual;
  const error = pick(actual.notification.error, expected.notification.error);
  return { ...actual, notification: { ...actual.notification, error } };
}

/** What `value` has of the fields of `pattern`; all of it, where that is no plain object. */
function pick(value: unknown, pattern: unknown): unknown {
  if (!isPlain(pattern) || typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(pattern).filter(([key]) => key in value);
  return Object.fromEntries(
    fields.map(([key, inner]) => [key, pick((value as Record<string, unknown>)[key], inner)]),
  );
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
