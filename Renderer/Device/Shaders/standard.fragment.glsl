// The metallic-roughness surface: Lambert, GGX (Walter et al. 2007), Smith's masking by Karis 2013, Schlick's Fresnel.
layout(location = 0) CENTROID in vec4 worldIn;
layout(location = 1) CENTROID in vec3 normalIn;
layout(location = 2) CENTROID in vec2 uvIn;
#ifdef PATTERN
layout(location = 3) CENTROID in vec3 localIn;
#endif

layout(std140, binding = 2) uniform MaterialBlock
{
    vec4 albedo;            // rgb; metallic
    vec4 emission;          // rgb; roughness
    vec4 uvTransform;       // scale, offset
    vec4 layers;            // albedo, metallic-roughness, normal, emission texture
    vec4 srgb;              // 1 for the same that are sRGB; alpha cutoff
    vec4 patternColor;      // rgb; frequency
    vec4 patternMore;       // offset; softness
    vec4 surface;           // normal scale, translucency, turbulence, strength of the pattern
    vec4 print;             // saturation, depth of the ink
};

layout(binding = 0) uniform sampler2DArray pictures;

layout(location = 0) out vec4 colorOut;    // linear light; the drawn object: one look-up a sample then gives both
#ifdef GEOMETRY
layout(location = 1) out vec4 geometryOut; // normal; planar depth
#endif

vec4 picture(float layer, float isSrgb)
{
    vec4 t = texture(pictures, vec3(uvIn * uvTransform.xy + uvTransform.zw, layer));
    // The sRGB curve by a cubic through its ends, fitted so that the encoded value is never off by more than 1.4 of 255, in the dark either.
    vec3 linear = t.rgb * (t.rgb * (t.rgb * 0.404061770 + 0.548652421) + 0.047285810);
    return vec4(isSrgb > 0.5 ? linear : t.rgb, t.a);
}

void main()
{
    vec3 base = albedo.rgb;
#ifdef ALBEDO_MAP
    vec4 t = picture(layers.x, srgb.x);
    float chroma = max(t.r, max(t.g, t.b)) - min(t.r, min(t.g, t.b));
    base *= (1.0 - print.y * chroma) * mix(vec3(dot(t.rgb, vec3(0.2126, 0.7152, 0.0722))), t.rgb, print.x);
#ifdef CUT_OUT
    // The edge lies where alpha crosses the cutoff; a pixel on it loses so many of its samples.
    float kept = clamp((t.a - srgb.w) / max(fwidth(t.a), 1e-3) + 0.5, 0.0, 1.0);
    int samples = int(kept * float(SAMPLES) + 0.5);
    if (samples == 0)
        discard;
    gl_SampleMask[0] = (1 << samples) - 1;
#endif
#endif
    float metallic = albedo.a, roughness = emission.a;
#ifdef ROUGHNESS_MAP
    vec4 mr = picture(layers.y, srgb.y);
    roughness *= mr.g;
    metallic *= mr.b;
#endif
    vec3 world = worldIn.xyz;
    vec3 view = eye.w > 0.5 ? -forward.xyz : normalize(eye.xyz - world);
    vec3 smooth_ = normalize(normalIn);
    smooth_ = dot(smooth_, view) < 0.0 && !gl_FrontFacing ? -smooth_ : smooth_;
    vec3 n = smooth_;
#ifdef NORMAL_MAP
    // The tangent frame from screen derivatives (Mikkelsen 2020, "Surface gradient based bump mapping").
    vec3 dx = dFdx(world), dy = dFdy(world);
    vec2 du = dFdx(uvIn * uvTransform.xy), dv = dFdy(uvIn * uvTransform.xy);
    vec3 acrossY = cross(dy, n), acrossX = cross(n, dx);
    vec3 tangent = acrossY * du.x + acrossX * dv.x, bitangent = acrossY * du.y + acrossX * dv.y;
    float scale = inversesqrt(max(max(dot(tangent, tangent), dot(bitangent, bitangent)), 1e-20));
    vec3 bump = picture(layers.z, 0.0).rgb * 2.0 - 1.0;
    // v runs down the picture, and the map's green is up.
    n = normalize(n * max(bump.z, 0.05) + surface.x * scale * (tangent * bump.x - bitangent * bump.y) * sign(dot(cross(dx, dy), n)));
#endif
#ifdef PATTERN
    vec3 slope = vec3(0.0);
    float mixed = surface.w * pattern(localIn * patternColor.a + patternMore.xyz, length(fwidth(localIn)) * patternColor.a, patternMore.w, surface.z, slope);
    base = mix(base, patternColor.rgb, mixed);
    vec3 tilt = vec3(dot(slope, vec3(worldX.x, worldX.y, worldX.z)), dot(slope, worldY.xyz), dot(slope, worldZ.xyz));
    n = normalize(n - surface.x * surface.w * (tilt - n * dot(tilt, n)));
#endif
    roughness = clamp(roughness, 0.05, 1.0);
    float alpha = roughness * roughness, nv = clamp(abs(dot(n, view)), 1e-3, 1.0);
    vec3 diffuse = base * (1.0 - metallic), f0 = mix(vec3(0.04), base, metallic);
    float under = surface.y;

    // From all around.
    float a = roughness * -1.0 + 1.0, fit = min(a * a, exp2(-9.28 * nv)) * a + roughness * -0.0275 + 0.0425;
    vec2 brdf = vec2(-1.04, 1.04) * fit + vec2(roughness * -0.572 + 1.04, roughness * 0.022 - 0.04);
    // What shines through comes from the other side; its soft boxes are left out.
    vec3 around = diffuse * mix(ambientDiffuse(n), hemisphere(-n.y), 0.3 * under)
        + (f0 * brdf.x + brdf.y) * ambientMirror(reflect(-view, n), n, roughness, alpha, nv);
    around *= worldIn.w;

    // From lamps.
    vec3 direct = vec3(0.0);
#if LIGHTS > 0
    float k = 0.5 * alpha;
    for (int i = 0; i < LIGHTS; i++)
    {
        vec3 toLight;
        vec3 light = incoming(i, world, smooth_, toLight);
        float cosine = dot(n, toLight), wrap = max(lights[i].direction.w, 0.6 * under);
        float nl = clamp(cosine, 0.0, 1.0);
        vec3 halfway = normalize(toLight + view);
        float nh = clamp(dot(n, halfway), 0.0, 1.0), vh = clamp(dot(view, halfway), 0.0, 1.0);
        float d = nh * nh * (alpha * alpha - 1.0) + 1.0;
        float ggx = alpha * alpha / (d * d);
        // A lamp of no size would make a highlight without bound on a smooth surface.
        float specular = min(ggx * 0.25 / ((nl * (1.0 - k) + k) * (nv * (1.0 - k) + k)), 60.0);
        float grazing = 1.0 - vh, fresnel = grazing * grazing; fresnel *= fresnel * grazing;
        float lit = clamp((cosine + wrap) / (1.0 + wrap), 0.0, 1.0);
        lit += 0.25 * under * clamp(-cosine, 0.0, 1.0);
        direct += light * (diffuse * lit + (f0 + (1.0 - f0) * fresnel) * specular * nl);
    }
#endif
    vec3 own = emission.rgb;
#ifdef EMISSION_MAP
    own *= picture(layers.w, srgb.z).rgb;
#endif
    vec3 color = around + direct + own;
    colorOut = vec4(min(color, vec3(1000.0)), float(ids.x));
#ifdef GEOMETRY
    geometryOut = vec4(smooth_, dot(forward.xyz, world) + forward.w);
#endif
}
