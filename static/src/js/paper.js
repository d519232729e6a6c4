// The scripts of pages made for paper.
import "./printing.js";
import "./suggesting.js";
