// What `el` and `svg` of dom.js take and give.

/** What an element can hold; null and false are left out. */
export type Child = Node | string | number | null | undefined | false | readonly Child[];

/** The element of a tag with its classes: "input.field" is an input. */
export type ElementOf<T extends string> = NameOf<T> extends infer N extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[N] : HTMLElement;
type NameOf<T extends string> = T extends `${infer Name}.${string}` ? Name : T;

/** An event as a listener of an element hears it; a field hears only of itself. */
export type Heard<V extends Event, E extends Element> = V & { currentTarget: E; target: E extends HTMLInputElement | HTMLSelectElement ? E : HTMLElement };
type Listener<V extends Event, E extends Element> = (event: Heard<V, E>) => unknown;

/** Attributes of an element. A listener stands under "on" and the event's name. */
export interface Attributes<E extends Element = HTMLElement> {
  onclick?: Listener<MouseEvent, E>;
  onchange?: Listener<Event, E>;
  oninput?: Listener<Event, E>;
  onkeydown?: Listener<KeyboardEvent, E>;
  onfocus?: Listener<FocusEvent, E>;
  onblur?: Listener<FocusEvent, E>;
  onfocusin?: Listener<FocusEvent, E>;
  onfocusout?: Listener<FocusEvent & { relatedTarget: Node | null }, E>;
  [name: string]: string | number | boolean | null | undefined | ((event: never) => unknown);
}
