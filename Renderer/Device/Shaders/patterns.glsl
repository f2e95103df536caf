// Solid patterns. PATTERN names one; p is in repeats, width is a pixel's size in repeats; slope is relief in the object's space.
layout(binding = 1) uniform sampler3D solid;    // r: smooth noise, four texels a period; g, b: others; a: white noise

float smoothStep(float edge, float x, float soft, float width)
{
    return clamp((x - edge) / (0.5 * soft + width + 1e-3) + 0.5, 0.0, 1.0);
}

// Three octaves of value noise, 0 to 1; an octave finer than the pixels fades out.
float fractal(vec3 p, float width)
{
    float fade = clamp(1.5 - 2.0 * width, 0.0, 1.0);
    return 0.57 * texture(solid, p * 0.125).r + fade * (0.28 * texture(solid, p * 0.26 + 0.31).r + 0.15 * texture(solid, p * 0.53 + 0.67).r) + (1.0 - fade) * 0.215;
}

float pattern(vec3 p, float width, float soft, float turbulence, out vec3 slope)
{
    slope = vec3(0.0);
#if PATTERN == 1
    return smoothStep(0.5, fractal(p, width) + 0.0 * turbulence, 0.08 + 0.6 * soft, width);
#elif PATTERN == 2
    float bent = p.x + turbulence * 0.5 * (texture(solid, p * 0.06).r - 0.5);
    return smoothStep(0.25, abs(fract(bent) - 0.5), 0.5 * soft, width);
#elif PATTERN == 3
    vec3 cell = abs(fract(p) - 0.5) - 0.25;
    vec3 s = clamp(cell / (0.25 * soft + width + 1e-3), -0.5, 0.5) * 2.0;
    return 0.5 + 0.5 * s.x * s.y * s.z;
#elif PATTERN == 4
    float n = texture(solid, p * vec3(0.12, 0.03, 0.12)).r - 0.5;
    float radius = length(p.xz) + turbulence * n;
    float ring = fract(radius);
    float grain = texture(solid, p * vec3(2.1, 0.11, 2.1)).g - 0.5;
    return clamp(smoothStep(0.5, ring - 0.5 * step(0.97, ring), 0.5 + soft, width) * 0.8 + 0.35 * grain + 0.1, 0.0, 1.0);
#elif PATTERN == 5
    float n = fractal(p, width);
    float vein = abs(fract(0.7 * (p.x + p.y) + 2.5 * turbulence * (n - 0.5)) - 0.5) * 2.0;
    return clamp(pow(1.0 - vein, mix(5.0, 1.5, soft)) * (0.6 + 0.8 * texture(solid, p * 0.2).g), 0.0, 1.0);
#elif PATTERN == 6
    vec3 q = p + 0.3 * turbulence * (texture(solid, p * 0.07).rgb - 0.5);
    // The weave lies in the plane that the surface is nearest to.
    vec3 facing = abs(cross(dFdx(p), dFdy(p)));
    vec3 u = facing.x > facing.y && facing.x > facing.z ? vec3(0.0, 0.0, 1.0) : vec3(1.0, 0.0, 0.0);
    vec3 v = facing.y >= facing.x && facing.y > facing.z ? vec3(0.0, 0.0, 1.0) : vec3(0.0, 1.0, 0.0);
    vec2 at = vec2(dot(q, u), dot(q, v)), f = fract(at) - 0.5;
    float over = step(0.0, f.x * f.y);
    float fade = clamp(1.0 - 2.0 * width, 0.0, 1.0);
    slope = fade * (u * over * cos(6.2832 * at.x) + v * (1.0 - over) * cos(6.2832 * at.y));
    return mix(0.5, over, fade) * (0.85 + 0.3 * (texture(solid, q * 0.7).a - 0.5));
#else
    float white = texture(solid, p * 0.25).b;
    return smoothStep(0.72 - 0.25 * turbulence, white, 0.1 + 0.3 * soft, width);
#endif
}
