/** Whether two types are the same, `any` and modifiers included. */
export type Equal<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;

/** Compiles only for `true`: `expectType<Equal<typeof value, Expected>>()`. These files are compiled, never run. */
export function expectType<_T extends true>(): void {}
