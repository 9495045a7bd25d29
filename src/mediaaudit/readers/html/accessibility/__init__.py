"""What assistive technology makes of an element: its name, its role, whether it is met at all.

Facts by specification (accname 1.2, HTML-AAM, SVG-AAM, WAI-ARIA 1.2, CSS); no judgement, and no rule.
"""

from .accessibility import Accessibility

__all__ = ["Accessibility"]
