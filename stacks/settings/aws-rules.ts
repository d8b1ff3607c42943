import type { Rule } from './reader';

export const findAccountProblem: Rule = (value) =>
  /^\d{12}$/.test(value) ? undefined : 'an account id has 12 digits; correct it';

export const findRegionProblem: Rule = (value) =>
  /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(value)
    ? undefined
    : 'a region looks like eu-central-1; correct it';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const findBucketProblem: Rule = (value) => {
  const isShaped = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value) && !value.includes('..');
  if (!isShaped) {
    return (
      'the name of a bucket has 3 to 63 lower-case letters, digits, hyphens and single dots, and ' +
      'begins and ends with a letter or digit; correct it'
    );
  }
  if (/^\d+\.\d+\.\d+\.\d+$/.test(value)) return 'a bucket has a name, not an address; correct it';
  const part =
    ['xn--', 'sthree-', 'amzn-s3-demo-'].find((prefix) => value.startsWith(prefix)) ??
    ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'].find((end) => value.endsWith(end));
  return part === undefined
    ? undefined
    : `S3 keeps names with ${part} for other things than buckets of this kind; choose another`;
};

/** What Terraform takes as `kms_key_id`, as an ARN. A region that is wrong has its own problem. */
export function findKmsKeyProblem(value: string, bucketRegion: string): string | undefined {
  const match =
    /^arn:aws[a-z-]*:kms:(?<region>[a-z0-9-]+):\d{12}:(?:key\/(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})|alias\/[\w/-]+)$/.exec(
      value,
    );
  if (match === null) {
    return (
      'the ARN of a KMS key looks like arn:aws:kms:eu-central-1:123456789012:key/' +
      '01234567-89ab-4cde-8f01-23456789abcd; correct it'
    );
  }
  const region = match.groups?.region ?? '';
  return findRegionProblem(bucketRegion) !== undefined || region === bucketRegion
    ? undefined
    : `the key is in ${region}, the bucket in ${bucketRegion}, and S3 needs both in one region; take a key of ${bucketRegion}`;
}
