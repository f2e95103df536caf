// Lamps and their shadows. LIGHTS is at least the number of lights, and lights beyond it are black.
layout(binding = 3) uniform sampler2DArray shadows;

#if SHADOWS > 0
// The share of light i that arrives. Four texels of the shadow map, as far apart as the shadow's edge is wide, are compared and mixed by the point's place
// among them. (A filtered comparison by the driver takes a software rasteriser nine times as long as a plain look-up.)
float arriving(int i, vec3 world, vec3 n, vec3 toLight)
{
    int view = int(shadowMore[i].z);
#ifdef POINT_SHADOWS
    if (lights[i].position.w == 1.0)
    {
        vec3 d = -toLight, a = abs(d);
        view += a.x >= a.y && a.x >= a.z ? (d.x > 0.0 ? 0 : 1) : a.y >= a.z ? (d.y > 0.0 ? 2 : 3) : (d.z > 0.0 ? 4 : 5);
    }
#endif
    vec4 w = vec4(world, 1.0);
    float depthW = dot(w, shadowW[view]);
    // Off the surface by a texel and a half, more where light grazes: a surface must not shade itself.
    vec4 at = vec4(world + n * (1.5 * shadowMore[view].y * depthW) + toLight * (1.5 * shadowMore[view].y * depthW), 1.0);
    vec4 clip = vec4(dot(at, shadowX[view]), dot(at, shadowY[view]), dot(at, shadowZ[view]), dot(at, shadowW[view]));
    vec3 p = clip.xyz / clip.w;
    vec2 uv = 0.5 + 0.5 * p.xy;
    float depth = min(p.z, 1.0);
    float size = float(textureSize(shadows, 0).x), wide = max(lights[i].cone.w * size, 1.0);
    vec2 cell = uv * (size / wide) - 0.5, corner = floor(cell), place = smoothstep(0.0, 1.0, cell - corner);
    ivec2 last = ivec2(int(size) - 1), low = clamp(ivec2((corner + 0.5) * wide), ivec2(0), last), high = clamp(ivec2((corner + 1.5) * wide), ivec2(0), last);
    int layer = int(shadowMore[view].x);
    vec4 stored = vec4(texelFetch(shadows, ivec3(low, layer), 0).r, texelFetch(shadows, ivec3(high.x, low.y, layer), 0).r,
        texelFetch(shadows, ivec3(low.x, high.y, layer), 0).r, texelFetch(shadows, ivec3(high, layer), 0).r);
    vec4 open = step(vec4(depth), stored);
    float lit = mix(mix(open.x, open.y, place.x), mix(open.z, open.w, place.x), place.y);
    bool outside = clip.w <= 0.0 || any(greaterThan(abs(p.xy), vec2(1.0))) || p.z < 0.0;
    return outside ? 1.0 : 1.0 - lights[i].cone.z * (1.0 - lit);
}
#endif

// Direction towards light i and the light that arrives from it, before the surface's cosine.
vec3 incoming(int i, vec3 world, vec3 n, out vec3 toLight)
{
#ifdef SUNS
    toLight = lights[i].direction.xyz;
    float strength = 1.0;
#else
    vec4 position = lights[i].position;
    vec3 offset = position.xyz - world;
    bool far = position.w == 0.0;
    float squared = max(dot(offset, offset), 1e-6);
    toLight = far ? lights[i].direction.xyz : offset * inversesqrt(squared);
    // Inverse square, windowed to end at the range (Karis 2013).
    float reach = squared * lights[i].color.a * lights[i].color.a;
    float window = clamp(1.0 - reach * reach, 0.0, 1.0);
    float strength = far ? 1.0 : window * window / squared;
    float cone = clamp((dot(-toLight, lights[i].direction.xyz) - lights[i].cone.x) * lights[i].cone.y, 0.0, 1.0);
    strength *= position.w == 2.0 ? cone : 1.0;
#endif
#if SHADOWS > 0
    if (i < SHADOWS)
        strength *= arriving(i, world, n, toLight);
#endif
    return lights[i].color.rgb * strength;
}
