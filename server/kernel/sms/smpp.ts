import smpp from 'smpp';

/**
 * The package reads a text by its label alone, which loses what a wrong label stands on, and runs past the end of a header that lies about
 * its length: it hands over the bytes as they came. `sms-text.ts` and `sms-parts.ts` read them.
 */
smpp.filters.message.decode = (bytes) => bytes;

export { smpp };
