"""From the rows of a file to a proposal, and from a proposal to the working copy and back."""
