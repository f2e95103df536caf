// Light from all around.
layout(binding = 2) uniform sampler2DArray panoramas;

vec3 hemisphere(float y)
{
    return mix(equator.rgb, y > 0.0 ? sky.rgb : ground.rgb, abs(y));
}

vec3 turned(vec3 d) { return vec3(panorama.x * d.x - panorama.y * d.z, d.y, panorama.y * d.x + panorama.x * d.z); }

// The panorama as a mirror of this roughness shows it: middle +Z, right of it +X, top +Y.
vec3 panoramaMirror(vec3 direction, float roughness)
{
    vec3 d = turned(direction);
    vec2 uv = vec2(0.5 + atan(d.x, d.z) * 0.15915494, 0.5 - asin(clamp(d.y, -1.0, 1.0)) * 0.31830989);
    return panorama.z * textureLod(panoramas, vec3(uv, panorama.w), roughness * 5.0).rgb;
}

vec3 panoramaDiffuse(vec3 direction)
{
    vec3 d = turned(direction);
    vec3 sum = harmonics[0].rgb * 0.282095 + harmonics[1].rgb * 0.488603 * d.y + harmonics[2].rgb * 0.488603 * d.z + harmonics[3].rgb * 0.488603 * d.x
        + harmonics[4].rgb * 1.092548 * d.x * d.y + harmonics[5].rgb * 1.092548 * d.y * d.z + harmonics[6].rgb * 0.315392 * (3.0 * d.z * d.z - 1.0)
        + harmonics[7].rgb * 1.092548 * d.x * d.z + harmonics[8].rgb * 0.546274 * (d.x * d.x - d.y * d.y);
    return panorama.z * max(sum, vec3(0.0));
}

// Diffuse light on a surface that faces this way, over pi.
vec3 ambientDiffuse(vec3 n)
{
    vec3 light = hemisphere(n.y);
#if BOXES > 0
    for (int i = 0; i < BOXES; i++)
    {
        // A patch of some width lights a little round the edge.
        float soft = 1.0 / (1.0 + 0.5 * boxDirection[i].w);
        float facing = clamp((dot(n, boxDirection[i].xyz) + soft) / (1.0 + soft), 0.0, 1.0);
        light += boxColor[i].rgb * boxColor[i].a * facing;
    }
#endif
#ifdef PANORAMA
    light += panoramaDiffuse(n);
#endif
    return light;
}

// What a mirror of this roughness shows in this direction.
vec3 ambientMirror(vec3 r, vec3 n, float roughness, float alpha, float nv)
{
    vec3 light = mix(hemisphere(r.y), hemisphere(n.y), roughness);
#if BOXES > 0
    // The lobe of a GGX mirror as a spherical Gaussian (Wang et al. 2009, section 3), and the product of two such.
    float lobe = 0.5 / (max(alpha * alpha, 1e-4) * max(nv, 0.1));
    for (int i = 0; i < BOXES; i++)
    {
        float sharp = boxDirection[i].w, sum = sharp + lobe;
        light += boxColor[i].rgb * (lobe / sum) * exp(sharp * lobe / sum * (dot(r, boxDirection[i].xyz) - 1.0));
    }
#endif
#ifdef PANORAMA
    light += panoramaMirror(r, roughness);
#endif
    return light;
}
