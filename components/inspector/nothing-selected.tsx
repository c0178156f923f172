/** The inspector before a row is picked. */
export function NothingSelected() {
  return (
    <div className="grid grow place-items-center p-6">
      <div className="max-w-65 pb-12 text-center text-fg2 text-head">
        <svg
          width="200"
          height="72"
          viewBox="0 0 200 72"
          fill="none"
          className="mx-auto mb-5 stroke-line2"
          aria-hidden="true"
        >
          <rect x=".5" y=".5" width="199" height="71" rx="6" />
          <path d="M14 18h46M14 36h34M14 54h40" strokeWidth="5" className="stroke-bg3" />
          <path d="M84.500 10v52" />
          <path
            d="M98 18h14M118 18h14M98 36h14M138 18h14M158 18h14M118 36h14M138 36h14M98 54h14M118 54h14"
            strokeWidth="8"
            className="stroke-bg3"
          />
          <path d="M158 36h14" strokeWidth="8" className="stroke-accent" />
        </svg>
        <h2 className="font-semibold text-fg">Nothing selected</h2>
        <p>Pick a row to see its fields and its bytes.</p>
      </div>
    </div>
  );
}
