/// The style sheet: mobile first, light and dark.
enum Stylesheet {
    static let text = """
        :root {
          color-scheme: light dark;
          --back: #f3f5fa; --card: #fff; --ink: #16213e; --soft: #4a5575; --line: #cdd5e6;
          --blue: #1f3a8a; --on-blue: #fff; --link: #1f3a8a; --good: #e4f4e8; --bad: #fdeaea; --focus: #d97706;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --back: #0f1424; --card: #1a2138; --ink: #eef1f9; --soft: #b4bdd6; --line: #3a4566;
            --blue: #28469f; --on-blue: #fff; --link: #a9c1ff; --good: #17372a; --bad: #46202a; --focus: #fbbf24;
          }
        }
        *, *::before, *::after { box-sizing: border-box; }
        body {
          margin: 0; background: var(--back); color: var(--ink);
          font: 1.0625rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere;
        }
        a { color: var(--link); }
        :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
        main:focus { outline: none; }
        .skip { position: absolute; left: -999rem; }
        .skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; }
        header {
          background: var(--blue); color: var(--on-blue); padding: .75rem 1rem;
          display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; justify-content: space-between;
        }
        .brand { color: inherit; text-decoration: none; font-weight: 700; display: flex; gap: .6rem; align-items: center; }
        .badge { display: flex; gap: .75rem; align-items: center; margin: 0; }
        .badge button {
          font: inherit; min-height: 2.75rem; padding: .3rem 1rem; border: 1px solid currentColor; border-radius: .4rem;
          background: transparent; color: inherit; cursor: pointer;
        }
        main { max-width: 46rem; margin: 0 auto; padding: 1.25rem 1rem 2rem; }
        h1 { font-size: 1.6rem; line-height: 1.2; margin: .25rem 0 .75rem; }
        h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 .5rem; }
        .lead { font-size: 1.125rem; color: var(--soft); }
        .cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem; }
        .cards li, .panel {
          background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin: 0 0 1rem;
        }
        .cards li { margin: 0; border-left: .4rem solid var(--blue); }
        .panel h2:not(:first-child) { margin-top: 1.5rem; }
        .need { color: var(--soft); margin-bottom: 0; }
        .notice { background: var(--card); border-left: .4rem solid var(--focus); padding: .9rem 1rem; margin: 0 0 1rem; }
        .notice.good { background: var(--good); border-color: #15803d; }
        .notice.bad { background: var(--bad); border-color: #b91c1c; }
        .button {
          display: inline-block; font: inherit; font-weight: 600; min-height: 2.9rem; padding: .65rem 1.4rem; border: 0;
          border-radius: .4rem; background: var(--blue); color: var(--on-blue); text-decoration: none; cursor: pointer;
        }
        dl { margin: 0; }
        dl div { padding: .45rem 0; border-top: 1px solid var(--line); }
        dl div:first-child { border-top: 0; }
        dt { color: var(--soft); font-size: .95rem; }
        dd { margin: 0; font-weight: 600; }
        dt .name { display: block; font-family: ui-monospace, monospace; font-size: .8rem; }
        label { display: block; font-weight: 600; margin-bottom: .2rem; }
        select { font: inherit; width: 100%; min-height: 2.75rem; color: inherit; background: var(--card); }
        .box { display: flex; gap: .6rem; align-items: center; }
        .box label { margin: 0; font-weight: 400; }
        .box input { width: 1.4rem; height: 1.4rem; flex: none; }
        footer { max-width: 46rem; margin: 0 auto; padding: 1rem; color: var(--soft); font-size: .95rem; }
        @media (min-width: 40rem) {
          dl div { display: grid; grid-template-columns: 16rem 1fr; gap: 1rem; }
        }

        """
}
