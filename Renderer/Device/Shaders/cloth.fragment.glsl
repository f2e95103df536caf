// Cloth: patterns, prints, seams and creases, lit by wrapped lamps and the light from all around.
layout(location = 0) CENTROID in vec4 worldIn;
layout(location = 1) CENTROID in vec3 normalIn;
layout(location = 2) CENTROID in vec2 uvIn;

layout(std140, binding = 2) uniform ClothBlock
{
    vec4 color;                     // rgb, gloss
    vec4 second;                    // rgb, heather
    vec4 mix_;                      // upright stripes, level stripes, dots, blotches
    vec4 pattern;                   // frequency x, y, duty, softness
    vec4 turn;                      // cosine, sine, phase x, y
    vec4 blotch;                    // frequency, threshold, gradient, gradient centre
    vec4 fold;                      // crease slope, frequency, pleat slope, frequency
    vec4 print;                     // centre, half extents
    vec4 printColor;                // rgb, kind
    vec4 placket;                   // x, half width, contrast, button spacing
    vec4 band;                      // bottom, top, contrast, rib slope
    vec4 split;                     // y, contrast, noise offset
    vec4 pocket;                    // centre, half side, sides
} o;

layout(binding = 4) uniform sampler2D noise;    // r, g: slope of smooth noise; b: smooth noise; a: white noise

layout(location = 0) out vec4 colorOut;    // linear light; the drawn object: one look-up a sample then gives both
#ifdef GEOMETRY
layout(location = 1) out vec4 geometryOut; // normal; planar depth
#endif

float edge(float at, float x, float soft) { return clamp((x - at) / soft + 0.5, 0.0, 1.0); }

// 1 inside |x| < half.
float inside(vec2 x, vec2 halfExtent, float soft)
{
    vec2 d = (halfExtent - abs(x)) / soft + 0.5;
    return clamp(min(d.x, d.y), 0.0, 1.0);
}

void main()
{
    vec2 at = uvIn;

    // Patterns.
    vec2 turned = vec2(at.x * o.turn.x - at.y * o.turn.y, at.x * o.turn.y + at.y * o.turn.x);
    vec2 repeat = turned * o.pattern.xy + o.turn.zw;
    vec2 cell = abs(fract(repeat) - 0.5) * 2.0;    // 0 in the middle of a repeat, 1 at its ends
    vec2 stripes = clamp((o.pattern.z - cell) / o.pattern.w + 0.5, 0.0, 1.0);
    float dot_ = edge(0.0, o.pattern.z - length(cell), o.pattern.w);
    vec4 coarse = textureLod(noise, at * o.blotch.x * 0.0625 + o.split.zw, 0.0);
    float blotch = edge(o.blotch.y, coarse.b, 0.08 + 0.3 * o.pattern.w);
    float second = clamp(dot(o.mix_, vec4(stripes, dot_, blotch)), 0.0, 1.0);
    vec3 albedo = mix(o.color.rgb, o.second.rgb, second);

    // Yarn, gradient, colour block.
    vec4 fine = textureLod(noise, at * 3.0 + o.split.wz, 0.0);
    float add = 0.25 * o.second.a * (fine.a + fine.b - 1.0);
    float factor = 1.0 + clamp(o.blotch.z * (at.y - o.blotch.w), -0.7, 1.5);
    factor *= at.y < o.split.x ? 1.0 + o.split.y : 1.0;

    // Band.
    float band = inside(vec2(0.0, at.y - 0.5 * (o.band.x + o.band.y)), vec2(1.0, 0.5 * (o.band.y - o.band.x)), 0.004);
    factor *= 1.0 + band * o.band.z;

    // Placket with buttons, pockets: thin lines of another brightness.
    float along = o.placket.w > 0.0 ? abs(fract(at.y / o.placket.w) - 0.5) * o.placket.w : 1.0;
    float fromPlacket = at.x - o.placket.x;
    float placket = o.placket.y > 0.0 ? clamp((o.placket.y - abs(fromPlacket)) / 0.004 + 0.5, 0.0, 1.0) : 0.0;
    float button = length(vec2(fromPlacket, along)) < 0.009 ? 1.0 : 0.0;
    add += 0.35 * o.placket.z * (placket - 2.0 * button * step(0.001, o.placket.y));
    vec2 fromPocket = abs(vec2(mix(at.x, abs(at.x), o.pocket.w), at.y) - o.pocket.xy);
    float rim = abs(max(fromPocket.x, fromPocket.y) - o.pocket.z);
    add -= 0.12 * o.placket.z * step(0.001, o.pocket.z) * clamp(1.0 - rim / 0.007, 0.0, 1.0);
    // Fine marks differ by steps of seen brightness, or dark cloth would hide them all.
    vec3 seen = max(sqrt(albedo * max(factor, 0.0)) + add, vec3(0.0));
    albedo = min(seen * seen, vec3(1.0));

    // Print.
    vec2 p = (at - o.print.xy) / max(o.print.zw, vec2(1e-3));
    float kind = o.printColor.a;
    float box = inside(p, vec2(1.0), 0.1);
    float radius = length(p);
    float line = step(0.35, fract(p.y * 1.5)) * step(0.42, textureLod(noise, vec2(p.x * 0.16, floor(p.y * 1.5) * 0.19) + o.split.zw, 0.0).a);
    float print = kind == 1.0 ? box
        : kind == 2.0 ? edge(0.0, 1.0 - radius, 0.1)
        : kind == 3.0 ? edge(0.0, 0.3 - abs(radius - 0.7), 0.1)
        : kind == 4.0 ? box * line
        : kind == 5.0 ? box * step(abs(p.x), 0.5 - 0.5 * p.y) : 0.0;
    albedo = mix(albedo, o.printColor.rgb, print);

    // Creases, pleats and ribs tilt the normal.
    vec4 crease = textureLod(noise, at * o.fold.y * 0.0625 + o.split.wz * 1.7, 0.0);
    vec2 slope = (crease.rg - 0.5) * o.fold.x;
    slope.x += o.fold.z * sin(at.x * o.fold.w * 6.2832 + 3.0 * crease.b);
    slope.x += band * o.band.w * sin(at.x * 1100.0);
    vec3 view = eye.w > 0.5 ? -forward.xyz : normalize(eye.xyz - worldIn.xyz);
    vec3 normal = normalize(normalIn + 1e-6);
    float facing = dot(normal, view);
    normal = facing < 0.0 ? -normal : normal;
    vec3 smooth_ = normal;
    float open = worldIn.w * mix(1.0, 0.45, edge(-0.12, -facing, 0.1) * step(facing, 0.0));
    normal = normalize(normal + vec3(slope, 0.0));

    vec3 around = open * albedo * ambientDiffuse(normal);
    vec3 direct = vec3(0.0);
#if LIGHTS > 0
    for (int i = 0; i < LIGHTS; i++)
    {
        vec3 toLight;
        vec3 light = incoming(i, worldIn.xyz, smooth_, toLight);
        float wrap = lights[i].direction.w;
        direct += light * open * albedo * max(0.0, (dot(normal, toLight) + wrap) / (1.0 + wrap));
        if (i > 0)
            continue;
        // Only the first lamp, the key, is small enough for a highlight.
        float shine = max(0.0, dot(normal, normalize(toLight + view)));
        shine *= shine; shine *= shine; shine *= shine; shine *= shine;
        direct += light * open * 0.6 * o.color.a * shine;
    }
#endif
    vec3 color = around + direct;
    colorOut = vec4(min(color, vec3(1000.0)), float(ids.x));
#ifdef GEOMETRY
    geometryOut = vec4(smooth_, dot(forward.xyz, worldIn.xyz) + forward.w);
#endif
}
