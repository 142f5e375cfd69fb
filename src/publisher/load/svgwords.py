"""The elements and attributes of SVG that only draw (SVG 1.1, and 2 where it adds any)."""

from __future__ import annotations

_DRAWING = """
    circle clipPath defs desc ellipse filter g image line linearGradient marker mask path
    pattern polygon polyline radialGradient rect stop style svg switch symbol text textPath
    title tspan use a
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
    feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence
"""

_NOT_SHOWN = "metadata view cursor"

_GEOMETRY = """
    class clipPathUnits cx cy d dx dy fr fx fy gradientTransform gradientUnits height id
    lang lengthAdjust markerHeight markerUnits markerWidth maskContentUnits maskUnits
    method offset orient pathLength patternContentUnits patternTransform patternUnits
    points preserveAspectRatio r refX refY requiredExtensions requiredFeatures rotate role
    rx ry side spacing spreadMethod startOffset style systemLanguage tabindex textLength
    transform type version viewBox width x x1 x2 y y1 y2
    amplitude azimuth baseFrequency bias diffuseConstant divisor edgeMode elevation
    exponent filterRes filterUnits in in2 intercept k1 k2 k3 k4 kernelMatrix
    kernelUnitLength limitingConeAngle mode numOctaves operator order pointsAtX pointsAtY
    pointsAtZ preserveAlpha primitiveUnits radius result scale seed slope
    specularConstant specularExponent stdDeviation stitchTiles surfaceScale tableValues
    targetX targetY values xChannelSelector yChannelSelector z
"""

_STYLES = """
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-rendering direction display dominant-baseline fill
    fill-opacity fill-rule filter flood-color flood-opacity font font-family font-feature-settings
    font-kerning font-size font-size-adjust font-stretch font-style font-variant font-weight
    glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning
    letter-spacing lighting-color marker marker-end marker-mid marker-start mask
    mask-type mix-blend-mode opacity overflow paint-order pointer-events shape-rendering
    stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
    text-decoration text-orientation text-rendering transform-box transform-origin
    unicode-bidi vector-effect visibility white-space word-spacing writing-mode
"""

ELEMENTS = frozenset(_DRAWING.split())
"""Elements that are copied."""

SILENT = frozenset(_NOT_SHOWN.split())
"""Elements that are left out without a word, for nothing of them is ever seen."""

PRESENTATION = frozenset(_STYLES.split())
"""Attributes that are styles, and so may name an address."""

ATTRIBUTES = PRESENTATION | frozenset(_GEOMETRY.split())
"""Attributes that are copied, if they ask for nothing outside the drawing."""
