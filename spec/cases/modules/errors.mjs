class HttpError extends Error {
  name = 'HttpError';
  status = 418;
  when = new Date(0);
  details = { tried: [1, 2] };
  config = { url: '/', transform() {} };

  get code() {
    return 'E_HTTP';
  }
}

const made = () =>
  new HttpError('teapot', { cause: Object.assign(new TypeError('inside'), { code: 'E_INSIDE' }) });

export const throws = () => {
  throw made();
};
export const rejects = async () => {
  throw made();
};
export const throwsMany = () => {
  throw new AggregateError([made(), 'text'], 'all of them');
};
export const returns = () => made();
export const returnsWithin = () => ({ ok: false, error: made() });
