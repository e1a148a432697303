/** The script file of the element: loading it is all a page has to do. */
export { ReadbackChat } from './readback-chat';
export type { HostEventMap } from './host-events';
