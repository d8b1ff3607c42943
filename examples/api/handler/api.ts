import { ApiError } from './api-error';
import { type HttpRequest, type HttpResponse, json } from './http';
import { parseNewCustomer, parseNewOrder } from './requests';
import { isResuming } from './retry-while-resuming';
import type { Shop } from './shop';

export interface ApiOptions {
  readonly shop: Shop;
  /** Is told what the caller is not. */
  readonly logError: (error: unknown) => void;
}

/** The function behind the URL. It answers every request, also a failed one. */
export function createApi({ shop, logError }: ApiOptions) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    try {
      return await route(shop, request);
    } catch (error) {
      if (error instanceof ApiError) {
        const { status, message, problems } = error;
        return json(status, { message, ...(problems.length > 0 && { problems }) });
      }
      if (isResuming(error)) {
        return json(503, { message: 'The database wakes up; try again.' }, { 'retry-after': '10' });
      }
      logError(error);
      // The database's words are for the log: they may hold other people's data.
      return json(500, { message: 'Something went wrong; the log of the function says what.' });
    }
  };
}

type Route = (shop: Shop, request: HttpRequest, id: string) => Promise<HttpResponse>;

const routes: readonly (readonly [RegExp, Readonly<Record<string, Route>>])[] = [
  [/^\/products$/, { GET: async (shop) => json(200, await shop.listProducts()) }],
  [
    /^\/customers$/,
    { POST: async (shop, request) => json(201, await shop.addCustomer(parseNewCustomer(request))) },
  ],
  [
    /^\/customers\/([^/]+)\/orders$/,
    { GET: async (shop, _request, id) => json(200, await shop.listOrders(id)) },
  ],
  [
    /^\/orders$/,
    { POST: async (shop, request) => json(201, await shop.placeOrder(parseNewOrder(request))) },
  ],
];

async function route(shop: Shop, request: HttpRequest): Promise<HttpResponse> {
  const { rawPath, requestContext } = request;
  const { method } = requestContext.http;
  for (const [pattern, methods] of routes) {
    const match = pattern.exec(rawPath);
    if (match === null) continue;
    const handle = methods[method];
    if (handle !== undefined) return handle(shop, request, match[1] ?? '');

    const allowed = Object.keys(methods).join(', ');
    return json(405, { message: `${rawPath} takes ${allowed}.` }, { allow: allowed });
  }
  throw new ApiError(404, `There is nothing at ${rawPath}.`);
}
