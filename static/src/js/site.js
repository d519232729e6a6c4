// Everything that makes pages nicer where JavaScript runs; without it they work all the same.
// Each feature is a module of its own and looks for the elements that it serves.
import "./checklist.js";
import "./printing.js";
import "./locate.js";
import "./suggesting.js";
import "./unfolding.js";
import "./sharing.js";
