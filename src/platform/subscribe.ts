/** WeChat's answer per template: only `accept` earns one message. `ban` and `filter` are WeChat's own refusals. */
export type ConsentResult = { readonly templateId: string; readonly result: 'accept' | 'reject' | 'ban' | 'filter' }
