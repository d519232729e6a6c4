// The page for other websites: its codes are copied.
import "./copying.js";
import "./printing.js";
import "./suggesting.js";
