// What RDS, IAM, Lambda and EC2 all take, with room for the ids behind it.
const maxPrefixLength = 30;

export function findNamePrefixProblem(prefix: string): string | undefined {
  if (prefix.length > maxPrefixLength || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(prefix)) {
    return (
      `a prefix has 1 to ${maxPrefixLength} lower case letters, digits and single hyphens between ` +
      'them, and begins with a letter; choose one that does'
    );
  }
  if (/^sg(-|$)/.test(prefix)) {
    return 'EC2 keeps names that begin with sg- for itself; choose another';
  }
  return undefined;
}

/** Identifiers of clusters and of snapshots. */
export function findIdentifierProblem(maxLength: number): (name: string) => string | undefined {
  return (name) =>
    name.length <= maxLength && /^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/.test(name)
      ? undefined
      : `an identifier in RDS has 1 to ${maxLength} ASCII letters, digits and single hyphens ` +
        'between them, and begins with a letter; correct it';
}

export function findSecurityGroupsProblem(ids: readonly string[]): string | undefined {
  return ids.length > 0 && ids.every((id) => /^sg-[a-z0-9]+$/.test(id))
    ? undefined
    : 'security groups go by one id or more, such as sg-0123456789abcdef0; correct them';
}
