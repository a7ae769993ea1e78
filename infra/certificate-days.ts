/**
 * ACM renews sixty days ahead: with so few days left it has tried and could not, or the certificate was imported. The alarm and the
 * check before a meeting go by it.
 */
export const CERTIFICATE_DAYS_LEFT = 21;
