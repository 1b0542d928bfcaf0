/** The sign of the product: a sealed letter. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden focusable="false">
      <path d="M4 8.500h24v15.500H4z" stroke="currentColor" strokeWidth="2.200" strokeLinejoin="round" />
      <path d="m4.500 9 11.500 8.500L27.500 9" stroke="var(--amber)" strokeWidth="2.200" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}
