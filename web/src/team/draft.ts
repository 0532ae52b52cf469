/** What somebody typed into a field, over what stood there before. */
interface Typed {
  value: string;
  over: string;
  /** What they chose when somebody else had stored something else meanwhile. */
  chosen?: { own: boolean; against: string };
}

/** What somebody typed and has not saved, by the names of the fields. */
export type Draft<F> = { [N in keyof F]?: Typed };

/** Typing wins over what others stored: whoever types has seen both. */
export function typing<F extends Record<string, string>>(
  draft: Draft<F>,
  stored: F,
  name: keyof F,
  value: string,
): Draft<F> {
  const against = stored[name] ?? '';
  const typed: Typed = { value, over: draft[name]?.over ?? against };
  if (typed.over !== against) typed.chosen = { own: true, against };
  const rest = { ...draft };
  if (value === typed.over && !typed.chosen) delete rest[name];
  else rest[name] = typed;
  return rest;
}

/** Fields that somebody else has changed meanwhile to something else. */
export function clashing<F extends Record<string, string>>(draft: Draft<F>, stored: F): (keyof F)[] {
  return (Object.keys(draft) as (keyof F)[]).filter((name) => {
    const typed = draft[name];
    return typed && stored[name] !== typed.over && stored[name] !== typed.value;
  });
}

/** Chooses one's own value or the stored one, as long as that is what is stored. */
export function choosing<F extends Record<string, string>>(
  draft: Draft<F>,
  stored: F,
  name: keyof F,
  own: boolean,
): Draft<F> {
  const typed = draft[name];
  return typed ? { ...draft, [name]: { ...typed, chosen: { own, against: stored[name] ?? '' } } } : draft;
}

/** Whether one's own value was chosen; null as long as nobody chose between the present two. */
export function chosen<F extends Record<string, string>>(
  draft: Draft<F>,
  stored: F,
  name: keyof F,
): boolean | null {
  const choice = draft[name]?.chosen;
  return choice && choice.against === stored[name] ? choice.own : null;
}

/** The fields as they would be saved. */
export function merged<F extends Record<string, string>>(draft: Draft<F>, stored: F): F {
  const fields: Record<string, string> = { ...stored };
  for (const [name, typed] of Object.entries<Typed | undefined>(draft)) {
    if (typed && chosen(draft, stored, name) !== false) fields[name] = typed.value;
  }
  return fields as F;
}

/** What is left to save once some fields were: what was typed while that took its time. */
export function after<F extends Record<string, string>>(draft: Draft<F>, saved: F): Draft<F> {
  const rest: Draft<F> = {};
  for (const name of Object.keys(draft) as (keyof F)[]) {
    const typed = draft[name];
    if (typed && typed.chosen?.own !== false && typed.value !== saved[name]) {
      rest[name] = { value: typed.value, over: saved[name] ?? '' };
    }
  }
  return rest;
}
