/**
 * Takes the place of `@aws-sdk/credential-provider-node` in a bundle (infra/function-bundling.ts). Lambda gives a function the
 * credentials of its role in three variables and nowhere else; what looks for profiles, sign-ins and metadata services is a
 * fifth of a bundle, and a way to credentials that no function should have.
 */
interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export const defaultProvider = () => async (): Promise<RoleCredentials> => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error('this function was given no credentials of its role');
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
};
