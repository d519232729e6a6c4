// In a frame of another site: tells its page how high this one is, and on arriving also where in it one should be.
// Nothing but these numbers leaves the frame.
if (document.body.classList.contains("embedded") && window !== parent) {
  const root = document.documentElement;
  const tell = (at) => parent.postMessage({ ikp: Math.ceil(root.getBoundingClientRect().height), at }, "*");
  const goal = location.hash && document.getElementById(location.hash.slice(1));
  tell(goal ? goal.getBoundingClientRect().top - root.getBoundingClientRect().top : 0);
  new ResizeObserver(() => tell()).observe(root);
}
