/** Half a megabyte of text, which is copied. */
export const large = (n) => String(n % 10).repeat(500_000);
