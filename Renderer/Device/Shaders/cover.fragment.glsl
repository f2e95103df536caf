// Each instance's silhouette with nothing before it: which of a pixel's four samples it covers, as bits (no colour is written). A bit is set however many
// triangles lie on it.
struct CoverRecord { ivec4 frame; ivec4 words; };    // left, top, right, bottom in the extended grid; first word, words a row

layout(std430, binding = 0) readonly buffer Covers { CoverRecord covers[]; };
layout(std430, binding = 1) coherent buffer Bits { uint bits[]; };

layout(location = 2) in vec2 uvIn;

#ifdef ALBEDO_MAP
layout(std140, binding = 2) uniform MaterialBlock
{
    vec4 albedo, emission, uvTransform, layers, srgb;
};
layout(binding = 0) uniform sampler2DArray pictures;
#endif

void main()
{
#ifdef ALBEDO_MAP
    float alpha = texture(pictures, vec3(uvIn * uvTransform.xy + uvTransform.zw, layers.x)).a;
    // As the picture's own pass cuts.
    int kept = int(clamp((alpha - srgb.w) / max(fwidth(alpha), 1e-3) + 0.5, 0.0, 1.0) * 4.0 + 0.5);
    int samples = gl_SampleMaskIn[0] & ((1 << kept) - 1);
#else
    int samples = gl_SampleMaskIn[0] & 15;
#endif
    if (samples == 0)
        discard;
    CoverRecord c = covers[ids.y];
    ivec2 at = ivec2(gl_FragCoord.xy);
    if (any(lessThan(at, c.frame.xy)) || any(greaterThanEqual(at, c.frame.zw)))
        discard;
    at -= c.frame.xy;
    atomicOr(bits[c.words.x + at.y * c.words.y + at.x / 8], uint(samples) << (4 * (at.x & 7)));
}
