/** The few calls of AWS that scenarios make by themselves, to look or to disturb. */
export interface Aws {
  /** The password of a secret that RDS made. */
  readPassword(secretArn: string): Promise<string>;
  /** All that the function has logged. */
  readFunctionLog(functionName: string): Promise<string>;
  /** How many calls of the function may run at once; undefined takes the limit away. */
  limitCalls(functionName: string, limit: number | undefined): Promise<void>;
  setTimeoutSeconds(functionName: string, seconds: number): Promise<void>;
  createBucket(name: string): Promise<void>;
  readObject(bucket: string, key: string): Promise<string>;
  writeObject(bucket: string, key: string, content: string): Promise<void>;
  removeObject(bucket: string, key: string): Promise<void>;
}

/** @param endpoint of the emulator, which takes any signature */
export function awsAt(endpoint: string): Aws {
  const call = async (
    service: string,
    method: string,
    path: string,
    body?: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<string> => {
    const response = await fetch(`${endpoint}${path}`, {
      method,
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=none`,
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text;
  };
  const callJson = async (service: string, target: string, input: object): Promise<unknown> =>
    JSON.parse(
      await call(service, 'POST', '/', JSON.stringify(input), {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
      }),
    );

  return {
    readPassword: async (secretArn) => {
      const { SecretString } = (await callJson('secretsmanager', 'secretsmanager.GetSecretValue', {
        SecretId: secretArn,
      })) as { readonly SecretString: string };
      return (JSON.parse(SecretString) as { readonly password: string }).password;
    },
    readFunctionLog: async (functionName) => {
      const { events } = (await callJson('logs', 'Logs_20140328.FilterLogEvents', {
        logGroupName: `/aws/lambda/${functionName}`,
      })) as { readonly events: readonly { readonly message: string }[] };
      return events.map(({ message }) => message).join('\n');
    },
    limitCalls: async (functionName, limit) => {
      const path = `/functions/${functionName}/concurrency`;
      await (limit === undefined
        ? call('lambda', 'DELETE', `/2017-10-31${path}`)
        : call(
            'lambda',
            'PUT',
            `/2017-10-31${path}`,
            JSON.stringify({ ReservedConcurrentExecutions: limit }),
          ));
    },
    setTimeoutSeconds: async (functionName, seconds) => {
      const path = `/2015-03-31/functions/${functionName}/configuration`;
      await call('lambda', 'PUT', path, JSON.stringify({ Timeout: seconds }));
    },
    createBucket: async (name) => {
      await call('s3', 'PUT', `/${name}`);
    },
    readObject: (bucket, key) => call('s3', 'GET', `/${bucket}/${key}`),
    writeObject: async (bucket, key, content) => {
      await call('s3', 'PUT', `/${bucket}/${key}`, content);
    },
    removeObject: async (bucket, key) => {
      await call('s3', 'DELETE', `/${bucket}/${key}`);
    },
  };
}
