import { Copying } from './copying.js';
import { mend, type Placeholder, type PortableError } from './portable-error.js';
import { Survey } from './survey.js';

// Values as they cross: each arrives as it would alone, Buffers and Errors as what they were. A clone of a Buffer is a
// Uint8Array, and of an Error a poorer one. They are named beside the values: what is twice in a message is twice in its
// clone, so the receiver knows them, and can mend them.

/** What is beside the values of a message. */
export interface Extras {
  readonly buffers?: readonly Uint8Array[] | undefined;
  readonly errors?: readonly Placeholder[] | undefined;
}

/** Values as they are to be sent. */
export interface Sealed {
  readonly values: readonly unknown[];
  readonly extras: Extras;
  /** The memory that they have for themselves. */
  readonly owned: readonly ArrayBuffer[];
  readonly hasSharedMemory: boolean;
}

/** Of values without objects. */
const PLAIN = { extras: {}, owned: [], hasSharedMemory: false };

/** Mends what has come. */
export function open({ buffers, errors }: Extras): void {
  if (buffers) for (const bytes of buffers) Object.setPrototypeOf(bytes, Buffer.prototype);
  if (errors) for (const [placeholder, packed] of errors) mend(placeholder, packed);
}

/** The values as they are to be sent. They stay as they are. */
export function seal(values: readonly unknown[]): Sealed {
  if (!values.some(isObject)) return { values, ...PLAIN };
  const survey = new Survey();
  const sealed = values.map((value) => (isObject(value) ? sealOne(value, survey) : value));
  const { buffers, errors, owned, hasSharedMemory } = survey;
  const extras = { ...(buffers.length > 0 && { buffers }), ...(errors.length > 0 && { errors }) };
  return { values: sealed, extras, owned, hasSharedMemory };
}

/** A value as it stands in a message: itself, but where it has errors, or parts of those before it. */
function sealOne(value: object, survey: Survey): unknown {
  const { buffers, errors, owned } = survey;
  const [buffersBefore, errorsBefore, ownedBefore] = [buffers.length, errors.length, owned.length];
  const isShared = survey.isShared(value);
  const isPoorer = errors.length > errorsBefore;
  if (!isShared && !isPoorer) return value;
  try {
    const copying = new Copying();
    const copy = {
      value: copying.of(value),
      buffers: buffers.slice(buffersBefore),
      errors: errors.slice(errorsBefore).map((error) => placeholderOf(error, copying)),
    };
    const sealed = isShared && copying.hasOthers ? structuredClone(copy) : copy;
    sealed.buffers.forEach((bytes, i) => (buffers[buffersBefore + i] = bytes));
    sealed.errors.forEach((error, i) => (errors[errorsBefore + i] = error));
    return sealed.value;
  } catch {
    return value; // it can't be cloned: sending it will fail, and say so
  } finally {
    if (isShared) owned.length = ownedBefore;
  }
}

function placeholderOf([error, packed]: Placeholder, copying: Copying): Placeholder {
  const fields = copying.of(packed.fields) as PortableError['fields'];
  return [copying.of(error) as Error, { ...packed, fields }];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
