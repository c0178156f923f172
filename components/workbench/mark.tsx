/** The mark: a square pulse that goes out and comes back as a wave. */
export function Mark() {
  return (
    <svg
      width="25"
      height="25"
      viewBox="0 0 26 26"
      fill="none"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M2 20V6h5v14h4.500" className="stroke-(--out-mark)" />
      <path d="M11.500 20c3.400 0 3-14 6.200-14s2.800 14 6.300 14" className="stroke-(--in-mark)" />
    </svg>
  );
}
