import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';

/** RFC 9180 base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
export function hpkeSuite(): CipherSuite {
  return new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
}
