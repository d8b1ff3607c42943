import { join } from 'node:path';
import { loadPackageDefinition, Server, ServerCredentials } from '@grpc/grpc-js';
import type { handleUnaryCall, ServiceClientConstructor } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { decode, encode } from '@msgpack/msgpack';
import { createArchive, type ArchiveFileConfig } from './archive-file';
import { dataSourceSchema, emptySchema } from './schema';

export interface ArchiveProvider {
  /** For the environment of Terraform, which then neither installs nor starts the provider. */
  readonly environment: { readonly TF_REATTACH_PROVIDERS: string };
  stop(): void;
}

/**
 * Stands in for hashicorp/archive where the registry cannot be reached. It serves in this
 * process, so a test must not block it while Terraform runs.
 *
 * @param folders where Terraform runs: the stacks' folders
 */
export async function startArchiveProvider(folders: readonly string[]): Promise<ArchiveProvider> {
  const server = new Server();
  server.addService(loadService(), {
    GetProviderSchema: answer(() => ({
      provider: emptySchema,
      data_source_schemas: { archive_file: dataSourceSchema },
    })),
    ValidateProviderConfig: answer(() => ({})),
    ValidateDataResourceConfig: answer(() => ({})),
    ConfigureProvider: answer(() => ({})),
    ReadDataSource: answer((request) => readDataSource(request as ReadRequest, folders)),
    StopProvider: answer(() => ({})),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    environment: { TF_REATTACH_PROVIDERS: JSON.stringify(reattach(port)) },
    stop: () => {
      server.forceShutdown();
    },
  };
}

interface ReadRequest {
  readonly config: { readonly msgpack: Uint8Array };
}

function readDataSource({ config }: ReadRequest, folders: readonly string[]): object {
  const attributes = decode(config.msgpack) as ArchiveFileConfig;
  try {
    const outputs = createArchive(attributes, folders);
    return { state: { msgpack: encode({ ...attributes, ...outputs }) } };
  } catch (error) {
    const summary = error instanceof Error ? error.message : String(error);
    return { diagnostics: [{ severity: 'ERROR', summary }] };
  }
}

function answer(respond: (request: unknown) => object): handleUnaryCall<unknown, unknown> {
  return ({ request }, callback) => {
    callback(null, respond(request));
  };
}

function loadService(): ServiceClientConstructor['service'] {
  const definition = loadSync(join(__dirname, 'provider.proto'), { keepCase: true });
  const root = loadPackageDefinition(definition) as unknown as {
    readonly tfplugin6: { readonly Provider: ServiceClientConstructor };
  };
  return root.tfplugin6.Provider.service;
}

// `Test` tells Terraform that the process is not its own to end.
function reattach(port: number): object {
  return {
    'registry.terraform.io/hashicorp/archive': {
      Protocol: 'grpc',
      ProtocolVersion: 6,
      Pid: process.pid,
      Test: true,
      Addr: { Network: 'tcp', String: `127.0.0.1:${port}` },
    },
  };
}
