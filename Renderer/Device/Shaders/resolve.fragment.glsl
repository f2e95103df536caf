// One image's samples to its pixels: light and coverage, the object that most samples show, and that object's surface.
#ifdef MULTISAMPLE
layout(binding = 5) uniform sampler2DMSArray colors;
layout(binding = 6) uniform sampler2DMSArray depths;
layout(binding = 7) uniform sampler2DMSArray surfaces;
#else
layout(binding = 5) uniform sampler2DArray colors;
layout(binding = 6) uniform sampler2DArray depths;
layout(binding = 7) uniform sampler2DArray surfaces;
#endif
layout(binding = 0) uniform sampler2DArray pictures;
layout(binding = 4) uniform sampler2D noise;

layout(location = 0) out float redOut;
layout(location = 1) out float greenOut;
layout(location = 2) out float blueOut;
layout(location = 3) out float coverageOut;
layout(location = 4) out uint objectOut;
#ifdef GEOMETRY
layout(location = 5) out vec4 surfaceOut;
#endif

#ifdef MULTISAMPLE
#define SAMPLES 4
#define AT(image, pixel, i) texelFetch(image, ivec3(pixel, layer), i)
#else
#define SAMPLES (SIDE * SIDE)
#define AT(image, pixel, i) texelFetch(image, ivec3((pixel) * SIDE + ivec2((i) % SIDE, (i) / SIDE), layer), 0)
#endif

vec3 linear(vec3 c) { return c * (c * (c * 0.404061770 + 0.548652421) + 0.047285810); }

// The light behind everything, by the pixel's place in the frame (0 to 1).
vec3 behind(vec2 place, vec2 pixel)
{
#if BACKGROUND == 0
    float t = clamp(dot(place - 0.5, background.yz) / (abs(background.y) + abs(background.z)) + 0.5, 0.0, 1.0);
    return mix(backColor.rgb, backSecond.rgb, t);
#elif BACKGROUND == 1
    vec2 offset = (pixel - intrinsics.zw) / intrinsics.xy;
    vec3 d = eye.w > 0.5 ? forward.xyz : normalize(forward.xyz + right.xyz * offset.x - up.xyz * offset.y);
    vec3 light = hemisphere(d.y);
#if BOXES > 0
    for (int i = 0; i < BOXES; i++)
        light += boxColor[i].rgb * exp(boxDirection[i].w * (dot(d, boxDirection[i].xyz) - 1.0));
#endif
#ifdef PANORAMA
    light += panoramaMirror(d, 0.0);
#endif
    return backMore.w * light;
#elif BACKGROUND == 2
    vec2 uv = backFrame.xy + place * backFrame.zw;
    float level = log2(max(1e-3, float(textureSize(pictures, 0).x) * backFrame.z / float(FRAME.x))) + backMore.z;
    return backMore.w * linear(textureLod(pictures, vec3(uv, backSecond.a), max(level, 0.0)).rgb);
#else
    vec2 p = mat2(background.y, -background.z, background.z, background.y) * (place * background.w) + backMore.xy;
    vec4 n = textureLod(noise, p * 0.25, 0.0);
    float t = backColor.a < 1.5 ? clamp(1.2 * n.b - 0.1 + 0.5 * (textureLod(noise, p * 0.83, 0.0).b - 0.5), 0.0, 1.0)
        : backColor.a < 2.5 ? smoothstep(0.4, 0.6, abs(fract(p.x) - 0.5) * 2.0)
        : backColor.a < 3.5 ? step(0.0, (fract(p.x) - 0.5) * (fract(p.y) - 0.5))
        : backColor.a < 4.5 ? fract(p.x + 0.6 * n.b + 0.1 * textureLod(noise, p * vec2(0.1, 2.0), 0.0).b)
        : backColor.a < 5.5 ? pow(1.0 - abs(fract(p.x + 2.0 * n.b) - 0.5) * 2.0, 3.0)
        : textureLod(noise, p, 0.0).a;
    return mix(backColor.rgb, backSecond.rgb, t);
#endif
}

// Planar depth of a value of the depth buffer.
float metres(float z)
{
    return eye.w > 0.5 ? clipping.x + z * (clipping.y - clipping.x)
        : clipping.x * clipping.y / max(clipping.y - z * (clipping.y - clipping.x), 1e-6);
}

#ifdef OCCLUSION
float planar(ivec2 pixel, int layer)
{
    return metres(AT(depths, clamp(pixel, ivec2(0), FRAME - 1), 0).r);
}

vec3 place(vec2 pixel, float depth)
{
    vec2 offset = (pixel - intrinsics.zw) / intrinsics.xy;
    return vec3((eye.w > 0.5 ? 1.0 : depth) * vec2(offset.x, -offset.y), depth);
}

// Places at (i + 1/2) / 8 of the way out on a spiral that turns by the golden ratio.
const vec2 TAPS[8] = vec2[8](
    vec2(0.018471, 0.059708), vec2(-0.146880, -0.116543), vec2(0.311719, 0.022076), vec2(-0.377625, 0.220921),
    vec2(0.240314, -0.508582), vec2(0.108593, 0.678870), vec2(-0.558957, -0.589681), vec2(0.916491, 0.197358));

// Alchemy's obscurance (McGuire et al. 2011, eq. 10) with eight taps on a spiral, turned from pixel to pixel.
float openness(ivec2 pixel, int layer)
{
    vec2 at = vec2(pixel) + 0.5;
    float d = planar(pixel, layer);
    vec3 p = place(at, d);
    vec3 l = p - place(at + vec2(-1, 0), planar(pixel + ivec2(-1, 0), layer)), r = place(at + vec2(1, 0), planar(pixel + ivec2(1, 0), layer)) - p;
    vec3 t = p - place(at + vec2(0, -1), planar(pixel + ivec2(0, -1), layer)), b = place(at + vec2(0, 1), planar(pixel + ivec2(0, 1), layer)) - p;
    // Beyond the frame nothing is known: there the neighbour inside decides.
    vec3 across = pixel.x == FRAME.x - 1 || (pixel.x > 0 && abs(l.z) < abs(r.z)) ? l : r;
    vec3 down = pixel.y == FRAME.y - 1 || (pixel.y > 0 && abs(t.z) < abs(b.z)) ? t : b;
    vec3 n = normalize(cross(down, across));
    n = n.z > 0.0 ? -n : n;
    float reach = clamp(occlusion.y * intrinsics.x / (eye.w > 0.5 ? 1.0 : d), 1.5, 0.25 * float(FRAME.x));
    float turn = 6.2832 * fract(52.9829189 * fract(0.06711056 * float(pixel.x) + 0.00583715 * float(pixel.y)));
    vec2 x = reach * vec2(cos(turn), sin(turn)), y = vec2(-x.y, x.x);
    float sum = 0.0, narrow = 1.0 / max(occlusion.y * occlusion.y, 1e-12);
    for (int i = 0; i < 8; i++)
    {
        ivec2 tap = clamp(pixel + ivec2(round(TAPS[i].x * x + TAPS[i].y * y)), ivec2(0), FRAME - 1);
        vec3 v = place(vec2(tap) + 0.5, planar(tap, layer)) - p;
        float squared = dot(v, v), within = clamp(1.0 - squared * narrow, 0.0, 1.0);
        sum += within * max(0.0, dot(v, n) - 0.002 * d) * inversesqrt(squared + 1e-8);
    }
    return clamp(1.0 - occlusion.x * 2.0 * sum / 8.0, 0.0, 1.0);
}
#endif

#ifdef ENCODED
// The square root stands for the sRGB curve: means of the two differ by less than a code.
vec3 encode(vec3 c) { return sqrt(clamp(c, 0.0, 1.0)); }
vec3 decode(vec3 c) { return c * c; }
#else
vec3 encode(vec3 c) { return c; }
vec3 decode(vec3 c) { return c; }
#endif

void main()
{
    int layer = int(clipping.z);
    ivec2 pixel = ivec2(gl_FragCoord.xy) - ivec2(0, int(clipping.w));
    vec3 sum = vec3(0.0);
    float covered = 0.0, best = 0.0, count = 0.0;
    int bestSample = 0;
#if SIDE > 1 && !defined(MULTISAMPLE)
    // Fewer taps than samples: a thumbnail by subsampling, as catalogues make them.
    ivec2 taps_ = ivec2(clamp(int(taps.x), 1, SIDE));
    ivec2 first = min(ivec2(taps.yz), SIDE - taps_);
#endif
    float used = 0.0;
    for (int i = 0; i < SAMPLES; i++)
    {
        vec4 s = AT(colors, pixel, i);
        float take = 1.0;
#if SIDE > 1 && !defined(MULTISAMPLE)
        ivec2 at = ivec2(i % SIDE, i / SIDE) - first;
        take = all(greaterThanEqual(at, ivec2(0))) && all(lessThan(at, taps_)) ? 1.0 : 0.0;
#endif
        float here = s.a > 0.5 ? take : 0.0;
        used += take;
        sum += here * encode(s.rgb);
        covered += here;
        // Boyer and Moore's vote: an object that most samples show wins; ties go to what came first.
        bool vote = take > 0.5, change = vote && count == 0.0;
        best = change ? s.a : best;
        bestSample = change ? i : bestSample;
        count += vote ? (s.a == best ? 1.0 : -1.0) : 0.0;
    }
#ifdef OCCLUSION
    if (occlusion.x > 0.0)
        sum *= openness(pixel, layer);
#endif
    vec2 at = vec2(pixel) + 0.5;
    vec3 light = decode((sum + (used - covered) * encode(behind(at / vec2(FRAME), at))) / used);
    redOut = light.r;
    greenOut = light.g;
    blueOut = light.b;
    coverageOut = covered / used;
    objectOut = uint(best + 0.5);
#ifdef GEOMETRY
    vec4 surface = AT(surfaces, pixel, bestSample);
    // Where one triangle covers the whole pixel, it was measured at the pixel's centre. Elsewhere it was measured aside, and at steep surfaces that
    // is far off: but the depth buffer has every sample's own depth, linear in the picture, and samples lie evenly about the centre.
    float depth = 0.0, own = 0.0;
    bool whole = true;
    for (int i = 0; i < SAMPLES; i++)
    {
        float mine = AT(colors, pixel, i).a == best ? 1.0 : 0.0;
        depth += mine * AT(depths, pixel, i).r;
        own += mine;
        whole = whole && AT(surfaces, pixel, i).w == surface.w;
    }
    surface.w = whole ? surface.w : metres(depth / max(own, 1.0));
    surfaceOut = best > 0.5 ? surface : vec4(0.0);
#endif
}
