import { moment, when } from './format';

/** When something was, as near days are called; the date stands in its title. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={moment(at)}>
      {when(at)}
    </time>
  );
}
