/** `138****1234`: enough for whoever knows the number, too little for whoever wants it. Shorter numbers are hidden whole. */
export const maskPhone = (phone: string): string =>
  phone.length < 8 ? '*'.repeat(phone.length) : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
