"""The dimension legend: what each letter in a shape annotation means, everywhere in anymask.

==========  =====================================================================
B           batch: images, or prompts (objects) decoded together
I           images of a training batch, where B counts their objects
M           masks of one image
N           points, or boxes in a set
K           boxes or masks of a second set
T           tokens in a sequence (prompt tokens, where S are the image's)
S           image tokens in a sequence; or the side of a square picture
L           entries of a table or a line
C c         channels (c: of a finer or narrower layer)
d           channels per attention head
I O         input and output channels of a linear layer
P           values of an image patch: channels times rows times columns
V U         visible and unseen patches of a masked autoencoder
R           rows of a table
H W         pixels of an image or a full-resolution mask (rows, columns)
h w         cells of a feature grid or of low-resolution logits (rows, columns)
m           side of a square of low-resolution logits
*sets       zero or more leading axes
==========  =====================================================================

Coordinates are (x, y) with the origin at the top-left corner of the image; a pixel's centre lies
at +0.5. Boxes are (x0, y0, x1, y1) in the API and (x, y, width, height) in JSON files. Sizes are
(height, width). Shapes are written with jaxtyping (`Float[Tensor, "B N 2"]`); the unit tests
enforce them, other runs do not pay for them.
"""

Size = tuple[int, int]
"""(height, width) in pixels."""
